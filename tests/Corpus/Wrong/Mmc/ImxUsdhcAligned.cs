using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in NuttX: "arch/arm64/imx9: Fix usdhc dma receive" (8a7f96e7f47): the bounced case was finished, the aligned one was
// not.
public sealed unsafe class ImxUsdhc<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Line = 64;

    private readonly MmcController _host;
    private readonly PinnedBuffer _bounce = new(512);

    public ImxUsdhc(MmcController host) => _host = host;

    public int ReceiveBlock(uint block, DmaBuffer into)
    {
        bool aligned = ((nuint)into.Pointer % Line) == 0 && into.Length % Line == 0;
        DmaBuffer target = aligned ? into : _bounce.Buffer;
        PhysAddr paddr = THal.Share(target, DeviceToDriver); //! HAL1002 (no fix: condition)
        _host.SetDataAddress(paddr);
        int error = _host.SendCommand(17, block);
        if (error < 0 || _host.TimedOut(100))
        {
            _host.StopTransfer();
            THal.Unshare(paddr, target, DeviceToDriver);
            return error < 0 ? error : -110;
        }

        if (!aligned)
        {
            THal.Unshare(paddr, target, DeviceToDriver);
            target.AsReadOnlySpan().Slice(0, into.Length).CopyTo(into.AsSpan());
        }

        return into.Length;
    }

    public void Dispose() => _bounce.Dispose();
}
