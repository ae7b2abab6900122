using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in the deepin kernel: "net: phytium: update phytium net driver support to 6.6.0.4" (pull request 1679): freeing the
// transmit ring unmapped its buffers in the receive ring's direction.
public sealed class PhytiumTransmitRing<THal>(Ring ring)
    where THal : struct, IHal
{
    private sealed record Entry(PhysAddr Address, DmaBuffer Buffer);

    private readonly Entry?[] _entries = new Entry?[64];

    public bool Send(int slot, DmaBuffer frame)
    {
        if (_entries[slot] != null)
        {
            return false;
        }

        PhysAddr address = THal.Share(frame, DriverToDevice);
        _entries[slot] = new Entry(address, frame);
        ring.Post(slot, address, frame.Length);
        return true;
    }

    public void Reap(int slot)
    {
        if (_entries[slot] is { } entry && ring.IsDone(slot))
        {
            THal.Unshare(entry.Address, entry.Buffer, DriverToDevice);
            _entries[slot] = null;
        }
    }

    public void FreeRing()
    {
        ring.Stop();
        for (int i = 0; i < _entries.Length; i++)
        {
            if (_entries[i] is { } entry)
            {
                THal.Unshare(entry.Address, entry.Buffer, DriverToDevice);
                _entries[i] = null;
            }
        }
    }
}
