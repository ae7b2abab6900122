using Hal;
using Devices;

// Follows a fix in DPDK, be69376464.
/// <summary>A scattered transmit path whose table is too small for the packet: the early return keeps the table's memory.</summary>
public sealed unsafe class ScatterTransmit<THal>
    where THal : struct, IHal
{
    private const int EntriesPerPage = HalConstants.PageSize / 16;
    private readonly NetPort _port = new();

    public int Send(Packet packet)
    {
        if (!Dma<THal>.TryCreate(1, BufferDirection.DriverToDevice, out Dma<THal>? table)) //! HAL2002
        {
            return -12;
        }

        if (packet.FragmentCount > EntriesPerPage)
        {
            Log.Info("too many fragments");
            return -90;
        }

        Descriptor* entries = table.Pointer<Descriptor>(0);
        for (int i = 0; i < packet.FragmentCount; i++)
        {
            entries[i].Length = (uint)packet.Fragment(i).Length;
        }

        bool sent = _port.Transmit(table.Paddr, packet.FragmentCount * 16);
        table.Dispose();
        return sent ? 0 : -5;
    }
}
