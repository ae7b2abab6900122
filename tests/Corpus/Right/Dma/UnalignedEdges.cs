using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A device that wants aligned buffers: the aligned middle goes directly, the edges through a bounce page. Edges are copied in before the
// page is given to the device, and the middle is shared only when there is one.
public sealed unsafe class AlignedWriter<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    private const int Alignment = 64;

    private readonly Dma<THal> _edges = new(1, DriverToDevice);

    public bool Write(DmaBuffer data)
    {
        int head = (int)((Alignment - (nuint)data.Pointer % Alignment) % Alignment);
        head = Math.Min(head, data.Length);
        int middle = (data.Length - head) / Alignment * Alignment;
        int tail = data.Length - head - middle;
        if (head > 0 && !WriteEdge(data.Slice(0, head)))
        {
            return false;
        }

        if (middle > 0 && !WriteMiddle(data.Slice(head, middle)))
        {
            return false;
        }

        return tail == 0 || WriteEdge(data.Slice(head + middle, tail));
    }

    public void Dispose() => _edges.Dispose();

    private bool WriteEdge(DmaBuffer edge)
    {
        edge.AsReadOnlySpan().CopyTo(_edges.AsSpan());
        return Run(_edges.Paddr, edge.Length);
    }

    private bool WriteMiddle(DmaBuffer middle)
    {
        PhysAddr address = THal.Share(middle, DriverToDevice);
        try
        {
            return address.Value % Alignment == 0 && Run(address, middle.Length);
        }
        finally
        {
            THal.Unshare(address, middle, DriverToDevice);
        }
    }

    private bool Run(PhysAddr address, int length)
    {
        if (!device.Submit(address, length))
        {
            return false;
        }

        if (device.Wait(100))
        {
            return true;
        }

        device.Reset();
        return false;
    }
}
