using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in virtio-drivers (console): the reset unmaps what is pending before it is forgotten.
internal sealed class Console<THal>(VirtioTransport transport, Ring queue)
    where THal : struct, IHal
{
    private readonly Dictionary<int, (PhysAddr Address, DmaBuffer Text)> _pending = [];

    public bool Write(DmaBuffer text)
    {
        if (queue.IsFull)
        {
            return false;
        }

        int slot = queue.Head;
        PhysAddr paddr = THal.Share(text, BufferDirection.DriverToDevice);
        _pending.Add(slot, (paddr, text));
        queue.Post(slot, paddr, text.Length);
        transport.Notify(1);
        return true;
    }

    public void Complete()
    {
        while (queue.TryTake(out int slot, out _))
        {
            if (_pending.Remove(slot, out var entry))
            {
                THal.Unshare(entry.Address, entry.Text, BufferDirection.DriverToDevice);
            }
        }
    }

    public void Reset()
    {
        transport.Reset();
        foreach (var (_, entry) in _pending)
        {
            THal.Unshare(entry.Address, entry.Text, BufferDirection.DriverToDevice);
        }

        _pending.Clear();
    }
}
