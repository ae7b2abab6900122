using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux net (dlink): when one receive buffer cannot be mapped, the handler returns and leaves the ones before it mapped.
public sealed unsafe class DlinkReceive<THal>(Ring ring)
    where THal : struct, IHal
{
    private Shared<THal>[] _mapped = [];

    public int AllocList(ReadOnlySpan<Packet> packets)
    {
        if (_mapped.Length != 0)
        {
            return -16;
        }

        var mapped = new Shared<THal>[packets.Length];
        int filled = 0;
        try
        {
            for (; filled < packets.Length; filled++)
            {
                mapped[filled] = new Shared<THal>(packets[filled].Buffer, DeviceToDriver); //! HAL1002 (no fix: table)
                ring.Descriptors[filled].Address = mapped[filled].Paddr.Value;
                ring.Descriptors[filled].Length = (uint)packets[filled].Length;
            }
        }
        catch (DmaException)
        {
            ring.Stop();
            return -12;
        }

        _mapped = mapped;
        ring.Doorbell();
        return 0;
    }

    public void FreeList()
    {
        ring.Stop();
        foreach (Shared<THal> entry in _mapped)
        {
            entry.Unshare();
        }

        _mapped = [];
    }
}
