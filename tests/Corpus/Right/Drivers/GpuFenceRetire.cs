using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A GPU's batches retire in the order of their fences; a batch's shares end when its fence has passed.</summary>
public sealed class BatchRetirer<THal>
    where THal : struct, IHal
{
    private sealed record Batch(uint Fence, Shared<THal>[] Shares);

    private readonly LinkedList<Batch> _inFlight = new();
    private readonly MmioRegion _registers;
    private uint _fence;

    public BatchRetirer(MmioRegion registers) => _registers = registers;

    public uint Submit(params DmaBuffer[] buffers)
    {
        var shares = new Shared<THal>[buffers.Length];
        for (int i = 0; i < buffers.Length; i++)
        {
            shares[i] = new Shared<THal>(buffers[i], i == 0 ? BufferDirection.DriverToDevice : BufferDirection.Both);
            _registers.Write64((nuint)(0x100 + i * 8), shares[i].Paddr.Value);
        }

        var batch = new Batch(++_fence, shares);
        _inFlight.AddLast(batch);
        _registers.Write32(0x80, batch.Fence);
        return batch.Fence;
    }

    public void Retire()
    {
        uint passed = _registers.Read32(0x84);
        while (_inFlight.First is { Value: { } batch } && (int)(passed - batch.Fence) >= 0)
        {
            _inFlight.RemoveFirst();
            foreach (Shared<THal> share in batch.Shares)
            {
                share.Unshare();
            }
        }
    }
}
