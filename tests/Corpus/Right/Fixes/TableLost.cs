using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>What is in a table is released where a later part cannot be had.</summary>
public sealed class TableLost<THal>(NetPort port) where THal : struct, IHal
{
    private PhysAddr[] _kept = [];

    public int ReturnsTable(DmaBuffer[] parts)
    {
        var table = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 4096)
            {
                for (int j = 0; j < i; j++)
                {
                    THal.Unshare(table[j], parts[j], BufferDirection.DriverToDevice);
                }

                return -22;
            }

            table[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
        }

        _kept = table;
        return 0;
    }

    public int Unwinds(DmaBuffer[] parts)
    {
        var table = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 4096)
            {
                while (i-- > 0)
                {
                    THal.Unshare(table[i], parts[i], BufferDirection.DriverToDevice);
                }

                return -22;
            }

            table[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
        }

        _kept = table;
        return 0;
    }

    public int ListLost(int length)
    {
        var slots = new List<Shared<THal>>(length);
        for (int i = 0; i < length; i++)
        {
            Packet? packet = port.Allocate(2048);
            if (packet is null)
            {
                foreach (Shared<THal> slot in slots)
                {
                    slot.Unshare();
                }

                return -12;
            }

            slots.Add(new Shared<THal>(packet.Buffer, BufferDirection.DeviceToDriver));
        }

        slots.CopyTo(new Shared<THal>[4]);
        return 0;
    }

    public int ListCaught(int length)
    {
        var slots = new List<Shared<THal>>(length);
        try
        {
            for (int i = 0; i < length; i++)
            {
                Packet packet = port.Allocate(2048) ?? throw new DmaException("none");
                slots.Add(new Shared<THal>(packet.Buffer, BufferDirection.DeviceToDriver));
            }
        }
        catch
        {
            slots.ForEach(slot => slot.Unshare());
            throw;
        }

        slots.CopyTo(new Shared<THal>[4]);
        return 0;
    }

    public PhysAddr Two(DmaBuffer[] parts, DmaBuffer header)
    {
        Dictionary<int, PhysAddr> map = new();
        map[0] = THal.Share(header, BufferDirection.DriverToDevice);
        if (parts.Length == 0)
        {
            THal.Unshare(map[0], header, BufferDirection.DriverToDevice);
            return default;
        }

        PhysAddr first = map[0];
        THal.Unshare(first, header, BufferDirection.DriverToDevice);
        return default;
    }
}
