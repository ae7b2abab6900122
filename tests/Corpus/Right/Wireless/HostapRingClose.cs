using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (wireless and usb drivers): Close unshares the memory before it gives it to the heap.
internal sealed unsafe class ReceiveBuffer<THal>(Device radio)
    where THal : struct, IHal
{
    private const int Bytes = 8192;

    private byte* _memory;
    private PhysAddr _address;

    public void Open()
    {
        if (_memory != null)
        {
            return;
        }

        _memory = (byte*)NativeMemory.AllocZeroed(Bytes);
        _address = THal.Share(new DmaBuffer(_memory, Bytes), DeviceToDriver);
        radio.Program(_address, Bytes);
    }

    public void Close()
    {
        if (_memory == null)
        {
            return;
        }

        radio.Reset();
        THal.Unshare(_address, new DmaBuffer(_memory, Bytes), DeviceToDriver);
        NativeMemory.Free(_memory);
        _memory = null;
    }
}
