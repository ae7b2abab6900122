using System;
using Devices;
using Hal;

/// <summary>Slices at computed offsets are shared at once, in a loop and pipelined; they never overlap.</summary>
public sealed class ComputedSlices<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public void Two(DmaBuffer data, int cut, PhysAddr sink)
    {
        PhysAddr head = THal.Share(data.Slice(0, cut), BufferDirection.DeviceToDriver);
        PhysAddr tail = THal.Share(data.Slice(cut, data.Length - cut), BufferDirection.DeviceToDriver);
        _engine.Submit(sink, head, cut);
        _engine.Submit(sink + cut, tail, data.Length - cut);
        THal.Unshare(head, data.Slice(0, cut), BufferDirection.DeviceToDriver);
        THal.Unshare(tail, data.Slice(cut, data.Length - cut), BufferDirection.DeviceToDriver);
    }

    public void All(DmaBuffer data, int size, PhysAddr sink)
    {
        var shares = new Shared<THal>[(data.Length + size - 1) / size];
        for (int i = 0; i < shares.Length; i++)
        {
            int offset = i * size;
            shares[i] = new Shared<THal>(data.Slice(offset, Math.Min(size, data.Length - offset)), BufferDirection.DeviceToDriver);
            _engine.Submit(sink + offset, shares[i].Paddr, size);
        }

        foreach (Shared<THal> share in shares)
        {
            share.Unshare();
        }
    }

    public void Pipelined(DmaBuffer data, int size, PhysAddr sink)
    {
        Shared<THal> previous = default;
        for (int offset = 0; offset + size <= data.Length; offset += size)
        {
            var current = new Shared<THal>(data.Slice(offset, size), BufferDirection.DeviceToDriver);
            _engine.Submit(sink + offset, current.Paddr, size);
            previous.Unshare();
            previous = current;
        }

        previous.Unshare();
    }
}
