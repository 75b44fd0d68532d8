# More than 256 constants, names and locals, jumps over long distances, columns and lines far apart.
x = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 12.5, 13.5, 14.5, 15.5, 16.5, 17.5, 18.5, 19.5, 20.5, 21.5, 22.5, 23.5, 24.5, 25.5, 26.5, 27.5, 28.5, 29.5, 30.5, 31.5, 32.5, 33.5, 34.5, 35.5, 36.5, 37.5, 38.5, 39.5, 40.5, 41.5, 42.5, 43.5, 44.5, 45.5, 46.5, 47.5, 48.5, 49.5, 50.5, 51.5, 52.5, 53.5, 54.5, 55.5, 56.5, 57.5, 58.5, 59.5, 60.5, 61.5, 62.5, 63.5, 64.5, 65.5, 66.5, 67.5, 68.5, 69.5, 70.5, 71.5, 72.5, 73.5, 74.5, 75.5, 76.5, 77.5, 78.5, 79.5, 80.5, 81.5, 82.5, 83.5, 84.5, 85.5, 86.5, 87.5, 88.5, 89.5, 90.5, 91.5, 92.5, 93.5, 94.5, 95.5, 96.5, 97.5, 98.5, 99.5, 100.5, 101.5, 102.5, 103.5, 104.5, 105.5, 106.5, 107.5, 108.5, 109.5, 110.5, 111.5, 112.5, 113.5, 114.5, 115.5, 116.5, 117.5, 118.5, 119.5, 120.5, 121.5, 122.5, 123.5, 124.5, 125.5, 126.5, 127.5, 128.5, 129.5, 130.5, 131.5, 132.5, 133.5, 134.5, 135.5, 136.5, 137.5, 138.5, 139.5, 140.5, 141.5, 142.5, 143.5, 144.5, 145.5, 146.5, 147.5, 148.5, 149.5, 150.5, 151.5, 152.5, 153.5, 154.5, 155.5, 156.5, 157.5, 158.5, 159.5, 160.5, 161.5, 162.5, 163.5, 164.5, 165.5, 166.5, 167.5, 168.5, 169.5, 170.5, 171.5, 172.5, 173.5, 174.5, 175.5, 176.5, 177.5, 178.5, 179.5, 180.5, 181.5, 182.5, 183.5, 184.5, 185.5, 186.5, 187.5, 188.5, 189.5, 190.5, 191.5, 192.5, 193.5, 194.5, 195.5, 196.5, 197.5, 198.5, 199.5, 200.5, 201.5, 202.5, 203.5, 204.5, 205.5, 206.5, 207.5, 208.5, 209.5, 210.5, 211.5, 212.5, 213.5, 214.5, 215.5, 216.5, 217.5, 218.5, 219.5, 220.5, 221.5, 222.5, 223.5, 224.5, 225.5, 226.5, 227.5, 228.5, 229.5, 230.5, 231.5, 232.5, 233.5, 234.5, 235.5, 236.5, 237.5, 238.5, 239.5, 240.5, 241.5, 242.5, 243.5, 244.5, 245.5, 246.5, 247.5, 248.5, 249.5, 250.5, 251.5, 252.5, 253.5, 254.5, 255.5, 256.5, 257.5, 258.5, 259.5, 260.5, 261.5, 262.5, 263.5, 264.5, 265.5, 266.5, 267.5, 268.5, 269.5, 270.5, 271.5, 272.5, 273.5, 274.5, 275.5, 276.5, 277.5, 278.5, 279.5, 280.5, 281.5, 282.5, 283.5, 284.5, 285.5, 286.5, 287.5, 288.5, 289.5, 290.5, 291.5, 292.5, 293.5, 294.5, 295.5, 296.5, 297.5, 298.5, 299.5]
def many(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38, a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, a57, a58, a59, a60, a61, a62, a63, a64, a65, a66, a67, a68, a69, a70, a71, a72, a73, a74, a75, a76, a77, a78, a79, a80, a81, a82, a83, a84, a85, a86, a87, a88, a89, a90, a91, a92, a93, a94, a95, a96, a97, a98, a99, a100, a101, a102, a103, a104, a105, a106, a107, a108, a109, a110, a111, a112, a113, a114, a115, a116, a117, a118, a119, a120, a121, a122, a123, a124, a125, a126, a127, a128, a129, a130, a131, a132, a133, a134, a135, a136, a137, a138, a139, a140, a141, a142, a143, a144, a145, a146, a147, a148, a149, a150, a151, a152, a153, a154, a155, a156, a157, a158, a159, a160, a161, a162, a163, a164, a165, a166, a167, a168, a169, a170, a171, a172, a173, a174, a175, a176, a177, a178, a179, a180, a181, a182, a183, a184, a185, a186, a187, a188, a189, a190, a191, a192, a193, a194, a195, a196, a197, a198, a199, a200, a201, a202, a203, a204, a205, a206, a207, a208, a209, a210, a211, a212, a213, a214, a215, a216, a217, a218, a219, a220, a221, a222, a223, a224, a225, a226, a227, a228, a229, a230, a231, a232, a233, a234, a235, a236, a237, a238, a239, a240, a241, a242, a243, a244, a245, a246, a247, a248, a249, a250, a251, a252, a253, a254, a255, a256, a257, a258, a259, a260, a261, a262, a263, a264, a265, a266, a267, a268, a269, a270, a271, a272, a273, a274, a275, a276, a277, a278, a279):
    for i in x:
        a0 = attribute.name0
        a1 = attribute.name1
        a2 = attribute.name2
        a3 = attribute.name3
        a4 = attribute.name4
        a5 = attribute.name5
        a6 = attribute.name6
        a7 = attribute.name7
        a8 = attribute.name8
        a9 = attribute.name9
        a10 = attribute.name10
        a11 = attribute.name11
        a12 = attribute.name12
        a13 = attribute.name13
        a14 = attribute.name14
        a15 = attribute.name15
        a16 = attribute.name16
        a17 = attribute.name17
        a18 = attribute.name18
        a19 = attribute.name19
        a20 = attribute.name20
        a21 = attribute.name21
        a22 = attribute.name22
        a23 = attribute.name23
        a24 = attribute.name24
        a25 = attribute.name25
        a26 = attribute.name26
        a27 = attribute.name27
        a28 = attribute.name28
        a29 = attribute.name29
        a30 = attribute.name30
        a31 = attribute.name31
        a32 = attribute.name32
        a33 = attribute.name33
        a34 = attribute.name34
        a35 = attribute.name35
        a36 = attribute.name36
        a37 = attribute.name37
        a38 = attribute.name38
        a39 = attribute.name39
        a40 = attribute.name40
        a41 = attribute.name41
        a42 = attribute.name42
        a43 = attribute.name43
        a44 = attribute.name44
        a45 = attribute.name45
        a46 = attribute.name46
        a47 = attribute.name47
        a48 = attribute.name48
        a49 = attribute.name49
        a50 = attribute.name50
        a51 = attribute.name51
        a52 = attribute.name52
        a53 = attribute.name53
        a54 = attribute.name54
        a55 = attribute.name55
        a56 = attribute.name56
        a57 = attribute.name57
        a58 = attribute.name58
        a59 = attribute.name59
        a60 = attribute.name60
        a61 = attribute.name61
        a62 = attribute.name62
        a63 = attribute.name63
        a64 = attribute.name64
        a65 = attribute.name65
        a66 = attribute.name66
        a67 = attribute.name67
        a68 = attribute.name68
        a69 = attribute.name69
        a70 = attribute.name70
        a71 = attribute.name71
        a72 = attribute.name72
        a73 = attribute.name73
        a74 = attribute.name74
        a75 = attribute.name75
        a76 = attribute.name76
        a77 = attribute.name77
        a78 = attribute.name78
        a79 = attribute.name79
        a80 = attribute.name80
        a81 = attribute.name81
        a82 = attribute.name82
        a83 = attribute.name83
        a84 = attribute.name84
        a85 = attribute.name85
        a86 = attribute.name86
        a87 = attribute.name87
        a88 = attribute.name88
        a89 = attribute.name89
        a90 = attribute.name90
        a91 = attribute.name91
        a92 = attribute.name92
        a93 = attribute.name93
        a94 = attribute.name94
        a95 = attribute.name95
        a96 = attribute.name96
        a97 = attribute.name97
        a98 = attribute.name98
        a99 = attribute.name99
        a100 = attribute.name100
        a101 = attribute.name101
        a102 = attribute.name102
        a103 = attribute.name103
        a104 = attribute.name104
        a105 = attribute.name105
        a106 = attribute.name106
        a107 = attribute.name107
        a108 = attribute.name108
        a109 = attribute.name109
        a110 = attribute.name110
        a111 = attribute.name111
        a112 = attribute.name112
        a113 = attribute.name113
        a114 = attribute.name114
        a115 = attribute.name115
        a116 = attribute.name116
        a117 = attribute.name117
        a118 = attribute.name118
        a119 = attribute.name119
        a120 = attribute.name120
        a121 = attribute.name121
        a122 = attribute.name122
        a123 = attribute.name123
        a124 = attribute.name124
        a125 = attribute.name125
        a126 = attribute.name126
        a127 = attribute.name127
        a128 = attribute.name128
        a129 = attribute.name129
        a130 = attribute.name130
        a131 = attribute.name131
        a132 = attribute.name132
        a133 = attribute.name133
        a134 = attribute.name134
        a135 = attribute.name135
        a136 = attribute.name136
        a137 = attribute.name137
        a138 = attribute.name138
        a139 = attribute.name139
        a140 = attribute.name140
        a141 = attribute.name141
        a142 = attribute.name142
        a143 = attribute.name143
        a144 = attribute.name144
        a145 = attribute.name145
        a146 = attribute.name146
        a147 = attribute.name147
        a148 = attribute.name148
        a149 = attribute.name149
        a150 = attribute.name150
        a151 = attribute.name151
        a152 = attribute.name152
        a153 = attribute.name153
        a154 = attribute.name154
        a155 = attribute.name155
        a156 = attribute.name156
        a157 = attribute.name157
        a158 = attribute.name158
        a159 = attribute.name159
        a160 = attribute.name160
        a161 = attribute.name161
        a162 = attribute.name162
        a163 = attribute.name163
        a164 = attribute.name164
        a165 = attribute.name165
        a166 = attribute.name166
        a167 = attribute.name167
        a168 = attribute.name168
        a169 = attribute.name169
        a170 = attribute.name170
        a171 = attribute.name171
        a172 = attribute.name172
        a173 = attribute.name173
        a174 = attribute.name174
        a175 = attribute.name175
        a176 = attribute.name176
        a177 = attribute.name177
        a178 = attribute.name178
        a179 = attribute.name179
        a180 = attribute.name180
        a181 = attribute.name181
        a182 = attribute.name182
        a183 = attribute.name183
        a184 = attribute.name184
        a185 = attribute.name185
        a186 = attribute.name186
        a187 = attribute.name187
        a188 = attribute.name188
        a189 = attribute.name189
        a190 = attribute.name190
        a191 = attribute.name191
        a192 = attribute.name192
        a193 = attribute.name193
        a194 = attribute.name194
        a195 = attribute.name195
        a196 = attribute.name196
        a197 = attribute.name197
        a198 = attribute.name198
        a199 = attribute.name199
        a200 = attribute.name200
        a201 = attribute.name201
        a202 = attribute.name202
        a203 = attribute.name203
        a204 = attribute.name204
        a205 = attribute.name205
        a206 = attribute.name206
        a207 = attribute.name207
        a208 = attribute.name208
        a209 = attribute.name209
        a210 = attribute.name210
        a211 = attribute.name211
        a212 = attribute.name212
        a213 = attribute.name213
        a214 = attribute.name214
        a215 = attribute.name215
        a216 = attribute.name216
        a217 = attribute.name217
        a218 = attribute.name218
        a219 = attribute.name219
        a220 = attribute.name220
        a221 = attribute.name221
        a222 = attribute.name222
        a223 = attribute.name223
        a224 = attribute.name224
        a225 = attribute.name225
        a226 = attribute.name226
        a227 = attribute.name227
        a228 = attribute.name228
        a229 = attribute.name229
        a230 = attribute.name230
        a231 = attribute.name231
        a232 = attribute.name232
        a233 = attribute.name233
        a234 = attribute.name234
        a235 = attribute.name235
        a236 = attribute.name236
        a237 = attribute.name237
        a238 = attribute.name238
        a239 = attribute.name239
        a240 = attribute.name240
        a241 = attribute.name241
        a242 = attribute.name242
        a243 = attribute.name243
        a244 = attribute.name244
        a245 = attribute.name245
        a246 = attribute.name246
        a247 = attribute.name247
        a248 = attribute.name248
        a249 = attribute.name249
        a250 = attribute.name250
        a251 = attribute.name251
        a252 = attribute.name252
        a253 = attribute.name253
        a254 = attribute.name254
        a255 = attribute.name255
        a256 = attribute.name256
        a257 = attribute.name257
        a258 = attribute.name258
        a259 = attribute.name259
        a260 = attribute.name260
        a261 = attribute.name261
        a262 = attribute.name262
        a263 = attribute.name263
        a264 = attribute.name264
        a265 = attribute.name265
        a266 = attribute.name266
        a267 = attribute.name267
        a268 = attribute.name268
        a269 = attribute.name269
        a270 = attribute.name270
        a271 = attribute.name271
        a272 = attribute.name272
        a273 = attribute.name273
        a274 = attribute.name274
        a275 = attribute.name275
        a276 = attribute.name276
        a277 = attribute.name277
        a278 = attribute.name278
        a279 = attribute.name279
    return (






































































        a0)
y =                                                                                                                                                       z ; w = (











































































































































































































































































































v.u)
big = -123456789012345678901234567890, 1e100, -0.0, 1e-7, "quote'\"\n\t\x00\xe9\u20ac\U0001f600", b"\x00\xff\"'"
