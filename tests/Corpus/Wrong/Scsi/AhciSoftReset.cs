using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Windows and UEFI AHCI drivers: the constructor throws its own exception after it has allocated, and nobody gets the
// object.
internal sealed class AhciPort<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _commands;
    private readonly MmioRegion _registers;

    public AhciPort(MmioRegion registers, int number)
    {
        _registers = registers.Slice((nuint)(0x100 + number * 0x80), 0x80);
        _commands = new Dma<THal>(1, Both); //! HAL2002
        _registers.Write64(0x00, _commands.Paddr.Value);
        _registers.Write32(0x18, 0x11);
        if ((_registers.Read32(0x28) & 0xF) != 3)
        {
            _registers.Write32(0x18, 0);
            throw new DeviceException($"no link on port {number}");
        }
    }

    public void Dispose()
    {
        _registers.Write32(0x18, 0);
        _commands.Dispose();
    }
}
