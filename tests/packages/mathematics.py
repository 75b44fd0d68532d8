"""mpmath and NetworkX compute."""
import mpmath
import networkx as nx

mpmath.mp.dps = 40
print(mpmath.zeta(3), mpmath.gamma(mpmath.mpf(1) / 3), mpmath.quad(lambda t: mpmath.exp(-t * t), [0, mpmath.inf]))
print(mpmath.findroot(lambda t: mpmath.cos(t) - t, 0.7), mpmath.besselj(1, 2.5), mpmath.polyroots([1, 0, -2])[0], mpmath.hyp2f1(1, 2, 3, 0.5))

graph = nx.karate_club_graph()
print(nx.info(graph) if hasattr(nx, "info") else graph, nx.shortest_path(graph, 15, 26), nx.diameter(graph))
print({node: round(value, 6) for node, value in list(nx.betweenness_centrality(graph).items())[:6]})
print(sorted(map(sorted, nx.community.greedy_modularity_communities(graph))), nx.is_planar(nx.complete_graph(5)))
weighted = nx.grid_2d_graph(12, 12)
for number, edge in enumerate(weighted.edges):
    weighted.edges[edge]["weight"] = number * 7919 % 101
print(sum(data["weight"] for *_, data in nx.minimum_spanning_edges(weighted)), nx.dijkstra_path_length(weighted, (0, 0), (11, 11)))
flow = nx.DiGraph([(a, b, {"capacity": (a * 31 + b * 17) % 13 + 1}) for a in range(20) for b in range(20) if 0 < b - a < 5])
print(nx.maximum_flow_value(flow, 0, 19), list(nx.topological_sort(flow))[:5], nx.dag_longest_path_length(flow))
print(nx.to_dict_of_lists(nx.random_labeled_tree(8, seed=5)), len(list(nx.find_cliques(nx.gnp_random_graph(40, 0.4, seed=1)))))
print("\n".join(nx.generate_gml(nx.path_graph(3))), nx.weisfeiler_lehman_graph_hash(graph))
