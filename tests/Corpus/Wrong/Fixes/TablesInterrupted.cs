using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

/// <summary>A table that is only partly filled when the exception comes.</summary>
public sealed unsafe class TablesInterrupted<THal>(Ring ring)
    where THal : struct, IHal
{
    private Shared<THal>[] _mapped = [];

    public int Counted(DmaBuffer[] packets)
    {
        var mapped = new Shared<THal>[packets.Length];
        try
        {
            for (int filled = 0; filled < packets.Length; filled++)
            {
                mapped[filled] = new Shared<THal>(packets[filled], DeviceToDriver); //! HAL1002 (no fix: table)
            }
        }
        catch (DmaException)
        {
            return -12;
        }

        _mapped = mapped;
        return 0;
    }

    public int CountedOutside(DmaBuffer[] packets)
    {
        var mapped = new Shared<THal>[packets.Length];
        int filled = 0;
        try
        {
            for (; filled < packets.Length; filled++)
            {
                mapped[filled] = new Shared<THal>(packets[filled], DeviceToDriver); //! HAL1002 (no fix: table)
            }
        }
        catch (DmaException)
        {
            return -12;
        }

        _mapped = mapped;
        return 0;
    }

    public int OfPackets(ReadOnlySpan<Packet> packets)
    {
        var mapped = new Shared<THal>[packets.Length];
        int filled = 0;
        try
        {
            for (; filled < packets.Length; filled++)
            {
                mapped[filled] = new Shared<THal>(packets[filled].Buffer, DeviceToDriver); //! HAL1002 (no fix: table)
            }
        }
        catch (DmaException)
        {
            return -12;
        }

        _mapped = mapped;
        return 0;
    }

    public int Programmed(DmaBuffer[] packets)
    {
        var mapped = new Shared<THal>[packets.Length];
        int filled = 0;
        try
        {
            for (; filled < packets.Length; filled++)
            {
                mapped[filled] = new Shared<THal>(packets[filled], DeviceToDriver); //! HAL1002 (no fix: table)
                ring.Descriptors[filled].Address = mapped[filled].Paddr.Value;
            }
        }
        catch (DmaException)
        {
            ring.Stop();
            return -12;
        }

        _mapped = mapped;
        return 0;
    }
}
