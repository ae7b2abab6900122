using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux wireless (mt76): the reset unmaps what is in the table before it clears it.
public sealed unsafe class Mt76Receive<THal>(Ring ring) : IDisposable
    where THal : struct, IHal
{
    private const int Slots = 64;

    private readonly PhysAddr[] _addresses = new PhysAddr[Slots];
    private readonly DmaBuffer[] _buffers = new DmaBuffer[Slots];

    public void Fill(ReadOnlySpan<DmaBuffer> buffers)
    {
        int next = 0;
        for (int slot = 0; slot < Slots && next < buffers.Length; slot++)
        {
            if (_addresses[slot] == default)
            {
                _buffers[slot] = buffers[next++];
                _addresses[slot] = THal.Share(_buffers[slot], DeviceToDriver);
                ring.Post(slot, _addresses[slot], _buffers[slot].Length);
            }
        }

        ring.Doorbell();
    }

    public void Reset()
    {
        ring.Stop();
        ring.Head = 0;
        ring.Tail = 0;
        Release();
    }

    public void Dispose()
    {
        ring.Stop();
        Release();
    }

    private void Release()
    {
        for (int slot = 0; slot < Slots; slot++)
        {
            if (_addresses[slot] != default)
            {
                THal.Unshare(_addresses[slot], _buffers[slot], DeviceToDriver);
                _addresses[slot] = default;
            }
        }
    }
}
