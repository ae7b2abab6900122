using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a mistake in U-Boot, which "dma: ti-edma3: Add DMA map operations before and after transfers" (b8392650462) brought in: a fill
// pattern is mapped for the engine to read and unmapped as if it had been written.
public sealed unsafe class Edma3<THal> : IDisposable
    where THal : struct, IHal
{
    private const int FillSize = 256;
    private const int MaxTransfer = FillSize * 65535;

    private readonly DmaEngine _engine;
    private readonly PinnedBuffer _pattern = new(FillSize);

    public Edma3(DmaEngine engine) => _engine = engine;

    public int Fill(PhysAddr destination, int length, byte value)
    {
        DmaBuffer pattern = _pattern.Buffer;
        pattern.AsSpan().Fill(value);
        int error = 0;
        PhysAddr source = THal.Share(pattern, DriverToDevice);
        while (length > 0 && error >= 0)
        {
            int part = Math.Min(length, MaxTransfer);
            error = _engine.Submit(source, destination, part);
            if (error >= 0 && !_engine.WaitFor(error, 500))
            {
                _engine.Terminate();
                error = -110;
            }

            destination += part;
            length -= part;
        }

        THal.Unshare(source, pattern, DeviceToDriver); //! HAL1005
        return Math.Min(error, 0);
    }

    public void Dispose() => _pattern.Dispose();
}
