using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mlx5, doorbell records): the byte offset is divided by the size of a word where it is an index.
internal sealed unsafe class DoorbellRecord<THal>(Device nic)
    where THal : struct, IHal
{
    private const int RecordOffset = 2048;

    public bool Arm(uint consumer)
    {
        using var records = new Dma<THal>(1, DriverToDevice);
        uint* words = records.Pointer<uint>(0);
        words[0] = consumer;
        words[RecordOffset / sizeof(uint)] = consumer | 1u << 31;
        nic.Program(records.PaddrAt(RecordOffset), sizeof(uint));
        bool armed = nic.Wait(1);
        nic.Reset();
        return armed;
    }

    public bool IsArmed()
    {
        uint state = nic.ReadRegister(8);
        return (state & 1u << 31) != 0;
    }
}
