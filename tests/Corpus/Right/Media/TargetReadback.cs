using System;
using System.Buffers;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The readback of a render target into memory of the caller's. The callback gets the pixels only after Unshare, and the share ends on
// the failed path too.
internal sealed class TargetReadback<THal>
    where THal : struct, IHal
{
    public delegate void PixelReader(ReadOnlySpan<byte> pixels);

    private readonly Device _gpu;

    public TargetReadback(Device gpu) => _gpu = gpu;

    public bool Read(int bytes, PixelReader reader)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            using var pinned = new PinnedBuffer(rented.AsMemory(0, bytes));
            if (!Blit(pinned.Buffer))
            {
                return false;
            }

            reader(pinned.Buffer.AsReadOnlySpan());
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private bool Blit(DmaBuffer target)
    {
        Shared<THal> shared = new(target, DeviceToDriver);
        try
        {
            _gpu.WriteRegister(0x30, shared.Paddr.Value);
            _gpu.WriteRegister(0x38, (ulong)target.Length);
            _gpu.Kick();
            if (_gpu.Wait(1000))
            {
                return true;
            }

            _gpu.Reset();
            return false;
        }
        finally
        {
            shared.Unshare();
        }
    }
}
