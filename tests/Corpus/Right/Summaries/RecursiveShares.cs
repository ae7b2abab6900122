using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Methods that share, call themselves, and unshare: a walk, a retry, a chain, a descent.</summary>
public sealed class Recursive<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public sealed record Node(DmaBuffer Data, IReadOnlyList<Node> Children);

    public int Walk(Node node)
    {
        PhysAddr at = THal.Share(node.Data, BufferDirection.DriverToDevice);
        int sum = _device.Start(at, node.Data.Length);
        foreach (Node child in node.Children)
        {
            sum += Walk(child);
        }

        THal.Unshare(at, node.Data, BufferDirection.DriverToDevice);
        return sum;
    }

    public bool Retry(DmaBuffer data, int attempts)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        bool ok = _device.Submit(at, data.Length);
        THal.Unshare(at, data, BufferDirection.Both);
        return ok || (attempts > 0 && Retry(data, attempts - 1));
    }

    public bool Chain(IReadOnlyList<DmaBuffer> parts, int index, PhysAddr previous)
    {
        if (index == parts.Count)
        {
            return _device.Submit(previous);
        }

        using var scope = new SharedScope<THal>(parts[index], BufferDirection.Both);
        return Chain(parts, index + 1, scope.Paddr);
    }

    public void Descend(DmaBuffer data, System.Action<PhysAddr> atEnd)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        if (data.Length > 64)
        {
            Descend(data.Slice(0, 32), atEnd);
            atEnd(at);
        }

        THal.Unshare(at, data, BufferDirection.DriverToDevice);
    }
}
