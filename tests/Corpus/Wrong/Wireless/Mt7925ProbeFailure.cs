using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: mt7925: clean up DMA on probe failure": the constructor throws when the firmware does not start,
// and nobody can give back what it allocated.
public sealed class Mt7925<THal> : IDisposable
    where THal : struct, IHal
{
    private const int QueueBytes = 8192;
    private readonly Device _chip;
    private readonly Dma<THal> _queues;

    public Mt7925(Device chip)
    {
        _chip = chip;
        _queues = new Dma<THal>(2, BufferDirection.Both); //! HAL2002
        chip.Program(_queues.Paddr, QueueBytes);
        if (!StartFirmware())
        {
            chip.Reset();
            throw new DeviceException("the firmware does not start");
        }
    }

    public uint FirmwareVersion => _chip.ReadRegister(0x7c);

    private bool StartFirmware()
    {
        for (int attempt = 0; attempt < 3; attempt++)
        {
            _chip.WriteRegister(0x54, 1);
            if (_chip.Wait(500))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _chip.Reset();
        _queues.Dispose();
    }
}
