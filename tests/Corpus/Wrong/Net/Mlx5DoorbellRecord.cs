using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mlx5, doorbell records): byte offset 2048 is used as index of 32-bit words, which is 8192 of 4096 bytes.
internal sealed unsafe class DoorbellRecord<THal>(Device nic)
    where THal : struct, IHal
{
    private const int RecordOffset = 2048;

    public bool Arm(uint consumer)
    {
        using var records = new Dma<THal>(1, DriverToDevice);
        uint* words = records.Pointer<uint>(0);
        words[0] = consumer;
        words[RecordOffset] = consumer | 1u << 31; //! HAL2009
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
