using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A PHY driver that loads its microcode page by page through the management engine. One staging page is reused; the engine is idle
// before the page is filled again and before it is freed.
internal sealed unsafe class PhyFirmware<THal>
    where THal : struct, IHal
{
    private const nuint PageAddress = 0x00;
    private const nuint PageLength = 0x08;
    private const nuint Command = 0x0C;
    private const nuint Status = 0x10;
    private const uint Busy = 1;
    private const uint Failed = 2;

    private readonly MmioRegion _engine;

    public PhyFirmware(MmioRegion engine) => _engine = engine;

    public void Load(ReadOnlySpan<byte> image)
    {
        using var page = new Dma<THal>(1, DriverToDevice);
        for (int offset = 0; offset < image.Length; offset += HalConstants.PageSize)
        {
            ReadOnlySpan<byte> part = image[offset..Math.Min(offset + HalConstants.PageSize, image.Length)];
            part.CopyTo(page.AsSpan());
            _engine.Write64(PageAddress, page.Paddr.Value);
            _engine.Write32(PageLength, (uint)part.Length);
            _engine.Write32(Command, 1);
            if (!WaitIdle())
            {
                Halt();
                throw new DeviceException($"The PHY did not take its firmware at {offset}.");
            }
        }
    }

    private bool WaitIdle()
    {
        Deadline deadline = Deadline.In(200);
        while (!deadline.Expired)
        {
            uint status = _engine.Read32(Status);
            if ((status & Busy) == 0)
            {
                return (status & Failed) == 0;
            }
        }

        return false;
    }

    private void Halt()
    {
        _engine.Write32(Command, 0x8000_0000);
        while ((_engine.Read32(Status) & Busy) != 0)
        {
        }

        _engine.Write64(PageAddress, 0);
    }
}
