using Hal;
using Devices;

// Follows a fix in EDK2, 0a99a65d2c.
/// <summary>A platform's double buffering that hands the device the CPU's pointer for a bus address.</summary>
public sealed unsafe class DoubleBuffer<THal>
    where THal : struct, IHal
{
    private readonly Device _controller = new();

    public int Write(System.ReadOnlySpan<byte> data)
    {
        using var buffer = new Dma<THal>(4, BufferDirection.DriverToDevice);
        data.CopyTo(buffer.AsSpan());
        var address = new PhysAddr((ulong)buffer.Vaddr(0));
        int status = _controller.Start(address, data.Length); //! HAL1015
        _controller.Wait(100);
        return status;
    }
}
