using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sound, maestro3): Dispose ends the share and then frees the memory.
internal sealed unsafe class SuspendImage<THal>(Device chip) : IDisposable
    where THal : struct, IHal
{
    private byte* _memory;
    private int _length;
    private PhysAddr _address;

    public void Open(int words)
    {
        if (_memory != null)
        {
            return;
        }

        _length = words * 2;
        _memory = (byte*)NativeMemory.AllocZeroed((nuint)_length);
        _address = THal.Share(new DmaBuffer(_memory, _length), DeviceToDriver);
        chip.Program(_address, _length);
    }

    public void Dispose()
    {
        chip.Reset();
        if (_memory == null)
        {
            return;
        }

        THal.Unshare(_address, new DmaBuffer(_memory, _length), DeviceToDriver);
        NativeMemory.Free(_memory);
        _memory = null;
    }
}
