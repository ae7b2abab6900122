using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (PCI P2PDMA): registers of a device that were mapped as if they were memory. The registers are copied into memory
// of the object, which is shared.
public sealed unsafe class RegisterDump<THal> : IDisposable
    where THal : struct, IHal
{
    private const int WindowBytes = 256;
    private readonly Device _recorder;
    private readonly byte* _registers;
    private readonly PinnedBuffer _copy = new(WindowBytes);

    public RegisterDump(Device recorder, PhysAddr bar)
    {
        _recorder = recorder;
        _registers = THal.MmioPhysToVirt(bar, WindowBytes);
    }

    public uint Status => Volatile.Read(ref *(uint*)(_registers + 8));

    public bool Record()
    {
        DmaBuffer window = _copy.Buffer;
        for (int i = 0; i < WindowBytes; i += 4)
        {
            *(uint*)(window.Pointer + i) = Volatile.Read(ref *(uint*)(_registers + i));
        }

        PhysAddr address = THal.Share(window, BufferDirection.DriverToDevice);
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
        _copy.Dispose();
    }
}
