using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sunbmac): only the first 64 bytes of the buffer are in the share that Close ends.
internal sealed class InitHandshake<THal>
    where THal : struct, IHal
{
    private readonly Device _mac;
    private readonly DmaBuffer _block;
    private PhysAddr _address;

    public InitHandshake(Device mac, PinnedBuffer block)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(block.Buffer.Length, 128);
        _mac = mac;
        _block = block.Buffer.Slice(0, 128);
    }

    public void Open()
    {
        _address = THal.Share(_block.Slice(0, 64), Both);
        _mac.Program(_address, 64);
        _mac.Kick();
    }

    public void Close()
    {
        _mac.Reset();
        THal.Unshare(_address, _block, Both); //! HAL1006 (no fix: meaning)
    }
}
