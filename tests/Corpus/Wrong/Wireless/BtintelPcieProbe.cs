using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux (bluetooth, btintel_pcie): "Fix DMA memory leak on probe failure": a failed boot of the firmware returns
// without the context memory that the helper made.
internal sealed class BluetoothPcie<THal>(Device device, FirmwareFile firmware)
    where THal : struct, IHal
{
    private Dma<THal>? _context;

    public int Probe()
    {
        device.Reset();
        Dma<THal> context = AllocateContext(); //! HAL2002
        device.Program(context.Paddr, (int)context.Length);
        int error = EnableFirmware();
        if (error < 0)
        {
            Log.Info($"btintel: {error}");
            device.Reset();
            return error;
        }

        _context = context;
        return 0;
    }

    public void Remove()
    {
        device.Reset();
        _context?.Dispose();
        _context = null;
    }

    private static Dma<THal> AllocateContext()
    {
        var memory = new Dma<THal>(4, Both);
        memory.AsSpan()[0] = 1;
        return memory;
    }

    private int EnableFirmware()
    {
        if (!firmware.Verified)
        {
            return -74;
        }

        device.Kick();
        return device.Wait(500) ? 0 : -110;
    }
}
