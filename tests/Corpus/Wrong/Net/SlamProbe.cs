using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[slam] Fix resource leak on error path": the constructor throws after the memory was allocated, and there is
// no object that could give it back.
public sealed class MulticastWindow<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _bitmap;
    private readonly Device _device;

    public MulticastWindow(Device device, nuint blocks)
    {
        _device = device;
        _bitmap = new Dma<THal>(HalConstants.PagesFor((blocks + 7) / 8), BufferDirection.Both); //! HAL2002
        if (!device.Submit(_bitmap.Paddr))
        {
            throw new DeviceException("the device has no such window");
        }
    }

    public void Mark(nuint block)
    {
        nuint index = block / 8;
        if (index >= _bitmap.Length)
        {
            throw new DeviceException("no such block");
        }

        Span<byte> bits = _bitmap.AsSpan();
        bits[(int)index] |= (byte)(1 << (int)(block % 8));
    }

    public void Dispose()
    {
        _device.Reset();
        _bitmap.Dispose();
    }
}
