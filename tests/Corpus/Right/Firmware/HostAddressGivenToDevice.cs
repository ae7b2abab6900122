using Hal;
using Devices;

/// <summary>A platform's double buffering that hands the device the address the HAL gave.</summary>
public sealed unsafe class DoubleBuffer<THal>
    where THal : struct, IHal
{
    private readonly Device _controller = new();

    public int Write(System.ReadOnlySpan<byte> data)
    {
        using var buffer = new Dma<THal>(4, BufferDirection.DriverToDevice);
        data.CopyTo(buffer.AsSpan());
        PhysAddr address = buffer.Paddr;
        int status = _controller.Start(address, data.Length);
        _controller.Wait(100);
        return status;
    }
}
