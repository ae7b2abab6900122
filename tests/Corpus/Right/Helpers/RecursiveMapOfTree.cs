using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A tree of descriptors is mapped and unmapped by recursion.</summary>
public sealed class DescriptorTree<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    /// <summary>A node of the tree.</summary>
    public sealed class Node
    {
        public DmaBuffer Data { get; init; }

        public PhysAddr Address { get; set; }

        public List<Node> Children { get; } = new();
    }

    public void Run(Node root)
    {
        Map(root);
        _device.Program(root.Address, root.Data.Length);
        _device.Wait(10);
        Unmap(root);
    }

    private static void Map(Node node)
    {
        node.Address = THal.Share(node.Data, BufferDirection.DriverToDevice);
        foreach (Node child in node.Children)
        {
            Map(child);
        }
    }

    private static void Unmap(Node node)
    {
        for (int i = node.Children.Count - 1; i >= 0; i--)
        {
            Unmap(node.Children[i]);
        }

        THal.Unshare(node.Address, node.Data, BufferDirection.DriverToDevice);
        node.Address = default;
    }
}
