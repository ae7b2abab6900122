using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "iwlwifi: pcie: fix memory leaks in iwl_pcie_ctxt_info_gen3_init" (0f4f199443fa): what the earlier steps had
// allocated stayed when a later one failed.
public sealed unsafe class ContextInfoGen3<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _scratch;
    private readonly Dma<THal> _information;
    private readonly Dma<THal> _context;

    public ContextInfoGen3(FirmwareFile firmware, MmioRegion csr)
    {
        _scratch = new Dma<THal>(1, Both);
        _information = new Dma<THal>(1, Both); //! HAL2002
        _context = new Dma<THal>(1, DriverToDevice);
        if (!firmware.Verified)
        {
            _context.Dispose();
            _scratch.Dispose();
            throw new DeviceException("iwlwifi: the image is not signed");
        }

        ulong* context = _context.Pointer<ulong>(0);
        context[0] = _scratch.Paddr.Value;
        context[1] = _information.Paddr.Value;
        csr.Write64(0x118, _context.Paddr.Value);
    }

    public void Dispose()
    {
        _context.Dispose();
        _information.Dispose();
        _scratch.Dispose();
    }
}
