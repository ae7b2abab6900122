using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (PCI P2PDMA): registers of a device that were mapped as if they were memory. The window of registers that the
// object keeps is shared as if it were memory.
public sealed unsafe class RegisterDump<THal> : IDisposable
    where THal : struct, IHal
{
    private const int WindowBytes = 256;
    private readonly Device _recorder;
    private readonly byte* _registers;

    public RegisterDump(Device recorder, PhysAddr bar)
    {
        _recorder = recorder;
        _registers = THal.MmioPhysToVirt(bar, WindowBytes);
    }

    public uint Status => Volatile.Read(ref *(uint*)(_registers + 8));

    public bool Record()
    {
        var window = new DmaBuffer(_registers, WindowBytes);
        PhysAddr address = THal.Share(window, BufferDirection.DriverToDevice); //! HAL3003
        bool recorded = _recorder.Submit(address, WindowBytes) && _recorder.Wait(100);
        if (!recorded)
        {
            _recorder.Reset();
        }

        THal.Unshare(address, window, BufferDirection.DriverToDevice);
        return recorded;
    }

    public void Dispose()
    {
        _recorder.Reset();
    }
}
