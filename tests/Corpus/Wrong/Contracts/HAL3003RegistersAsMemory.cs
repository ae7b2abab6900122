using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>C2, C6: registers are treated as memory that was allocated.</summary>
public sealed unsafe class RegistersGivenAway<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly byte* _registers;

    public RegistersGivenAway(PhysAddr bar) => _registers = THal.MmioPhysToVirt(bar, 4096);

    public void SendWindow(int length)
    {
        var window = new DmaBuffer(_registers + 0x800, length);
        PhysAddr paddr = THal.Share(window, BufferDirection.DriverToDevice); //! HAL3003
        _device.Start(paddr, length);
        THal.Unshare(paddr, window, BufferDirection.DriverToDevice);
    }

    public void SendScoped(PhysAddr bar)
    {
        var window = new DmaBuffer(THal.MmioPhysToVirt(bar, 64), 64);
        using var scope = new SharedScope<THal>(window, BufferDirection.Both); //! HAL3003
        _device.Start(scope.Paddr, 64);
    }

    public int Unmap(PhysAddr bar)
    {
        byte* window = THal.MmioPhysToVirt(bar, 4096);
        _device.Reset();
        return THal.DmaDealloc(bar, window, 1); //! HAL3003
    }

    public void Close() => NativeMemory.AlignedFree(_registers); //! HAL3003
}
