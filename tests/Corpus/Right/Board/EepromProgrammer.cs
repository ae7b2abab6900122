using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A serial EEPROM on I2C-like wires: bytes up to eight go by registers, longer writes by DMA. Whether the share exists is kept in one
// flag that both ends ask.
public sealed class EepromProgrammer<THal>
    where THal : struct, IHal
{
    private const int FifoBytes = 8;
    private const int DataRegister = 0x10;
    private const int ControlRegister = 0x14;
    private readonly Device _bus;

    public EepromProgrammer(Device bus) => _bus = bus;

    public bool WritePage(ushort offset, DmaBuffer page)
    {
        bool useDma = page.Length > FifoBytes;
        PhysAddr address = default;
        if (useDma)
        {
            address = THal.Share(page, DriverToDevice);
        }

        _bus.WriteRegister(ControlRegister, offset);
        bool started;
        if (useDma)
        {
            started = _bus.Submit(address, page.Length);
        }
        else
        {
            foreach (byte value in page.AsReadOnlySpan())
            {
                _bus.WriteRegister(DataRegister, value);
            }

            _bus.Kick();
            started = true;
        }

        bool written = started && _bus.Wait(10);
        if (started && !written)
        {
            _bus.Reset();
        }

        if (useDma)
        {
            THal.Unshare(address, page, DriverToDevice);
        }

        return written;
    }
}
