using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The address goes through numbers and comes back: halves, fixed buffers, descriptors.
public sealed unsafe class RawNumbers<THal>(Device device)
    where THal : struct, IHal
{
    private struct Table
    {
        public fixed ulong Addresses[8];
        public int Count;
    }

    private Table _table;
    private readonly DmaBuffer[] _buffers = new DmaBuffer[8];

    public int ByUlong(DmaBuffer buffer)
    {
        ulong raw = THal.Share(buffer, DriverToDevice).Value;
        device.WriteRegister(1, raw);
        device.Wait(10);
        THal.Unshare(new PhysAddr(raw), buffer, DriverToDevice);
        return buffer.Length;
    }

    public int ByHalves(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        var low = (uint)paddr.Value;
        var high = (uint)(paddr.Value >> 32);
        device.WriteRegister(1, low);
        device.WriteRegister(2, high);
        device.Wait(10);
        THal.Unshare(new PhysAddr(((ulong)high << 32) | low), buffer, DriverToDevice);
        return buffer.Length;
    }

    public bool Push(DmaBuffer buffer)
    {
        if (_table.Count == 8)
        {
            return false;
        }

        _buffers[_table.Count] = buffer;
        _table.Addresses[_table.Count++] = THal.Share(buffer, Both).Value;
        return true;
    }

    public void Pop()
    {
        int last = --_table.Count;
        THal.Unshare(new PhysAddr(_table.Addresses[last]), _buffers[last], Both);
    }

    public void ByDescriptor(Ring ring, DmaBuffer buffer)
    {
        Descriptor* descriptor = ring.Descriptors + ring.Head;
        descriptor->Address = THal.Share(buffer, DriverToDevice).Value;
        descriptor->Length = (uint)buffer.Length;
        ring.Doorbell();
        while (!ring.IsDone(ring.Head))
        {
            Thread.Yield();
        }

        THal.Unshare(new PhysAddr(descriptor->Address), buffer, DriverToDevice);
    }
}
