using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

/// <summary>C2, C6: registers are copied, and never given back.</summary>
public sealed unsafe class RegistersGivenAway<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly byte* _registers;
    private readonly byte* _copy = (byte*)NativeMemory.AlignedAlloc(4096, 4096);

    public RegistersGivenAway(PhysAddr bar) => _registers = THal.MmioPhysToVirt(bar, 4096);

    public void SendWindow(int length)
    {
        for (int i = 0; i < length; i++)
        {
            _copy[i] = Volatile.Read(ref _registers[0x800 + i]);
        }

        var window = new DmaBuffer(_copy, length);
        PhysAddr paddr = THal.Share(window, BufferDirection.DriverToDevice);
        _device.Start(paddr, length);
        THal.Unshare(paddr, window, BufferDirection.DriverToDevice);
    }

    public void SendScoped(PhysAddr bar)
    {
        var window = new DmaBuffer(_copy, 64);
        using var scope = new SharedScope<THal>(window, BufferDirection.Both);
        _device.Start(scope.Paddr, 64);
    }

    public void Unmap(PhysAddr bar)
    {
        byte* window = THal.MmioPhysToVirt(bar, 4096);
        Volatile.Write(ref *window, 0);
        _device.Reset();
    }

    public void Close() => NativeMemory.AlignedFree(_copy);
}
