using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux media (netup_unidvb): the close unmaps the stream's memory and frees it afterwards.
public sealed unsafe class NetupStream<THal>(Device bridge)
    where THal : struct, IHal
{
    private const int RingBytes = 8 * 4096;

    private byte* _memory;
    private PhysAddr _address;

    public void Open()
    {
        if (_memory != null)
        {
            return;
        }

        byte* memory = (byte*)NativeMemory.AlignedAlloc(RingBytes, 4096);
        NativeMemory.Clear(memory, RingBytes);
        _address = THal.Share(new DmaBuffer(memory, RingBytes), DeviceToDriver);
        _memory = memory;
        bridge.Program(_address, RingBytes);
        bridge.Kick();
    }

    public void Close()
    {
        if (_memory == null)
        {
            return;
        }

        bridge.Reset();
        THal.Unshare(_address, new DmaBuffer(_memory, RingBytes), DeviceToDriver);
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        _address = default;
    }
}
