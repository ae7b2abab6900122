using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux net (dlink): the handler unmaps what was mapped before the failure.
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
                mapped[filled] = new Shared<THal>(packets[filled].Buffer, DeviceToDriver);
                ring.Descriptors[filled].Address = mapped[filled].Paddr.Value;
                ring.Descriptors[filled].Length = (uint)packets[filled].Length;
            }
        }
        catch (DmaException)
        {
            ring.Stop();
            for (int i = 0; i < filled; i++)
            {
                mapped[i].Unshare();
            }

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
