using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// A data logger that drains a peripheral's FIFO into memory, half a buffer at a time. Two halves of one native block are two shares; a
// half is read while only the other one is with the device.
internal sealed unsafe class FifoDrain<THal> : IDisposable
    where THal : struct, IHal
{
    private const int HalfBytes = 4096;

    private readonly Device _fifo;
    private readonly byte* _memory;
    private readonly PhysAddr[] _halves = new PhysAddr[2];

    public FifoDrain(Device fifo)
    {
        _fifo = fifo;
        _memory = (byte*)NativeMemory.AlignedAlloc(2 * HalfBytes, HalConstants.PageSize);
    }

    public void Start()
    {
        for (int half = 0; half < _halves.Length; half++)
        {
            if (_halves[half] == default)
            {
                Arm(half);
            }
        }
    }

    public void OnHalfFull(int half, Action<byte[]> consumer)
    {
        if (_halves[half] == default)
        {
            return;
        }

        End(half);
        consumer(Half(half).AsReadOnlySpan().ToArray());
        Arm(half);
    }

    public void Dispose()
    {
        _fifo.Reset();
        for (int half = 0; half < _halves.Length; half++)
        {
            if (_halves[half] != default)
            {
                End(half);
            }
        }

        NativeMemory.AlignedFree(_memory);
    }

    private DmaBuffer Half(int half) => new(_memory + half * HalfBytes, HalfBytes);

    private void Arm(int half)
    {
        _halves[half] = THal.Share(Half(half), BufferDirection.DeviceToDriver);
        _fifo.Program(_halves[half], HalfBytes);
    }

    private void End(int half)
    {
        THal.Unshare(_halves[half], Half(half), BufferDirection.DeviceToDriver);
        _halves[half] = default;
    }
}
