using System;
using Devices;
using Hal;

namespace Drivers;

// Like NVMe over fabrics: small writes travel inside the capsule, large ones by an address. Only the large way shares, and only the
// large way ends a share, by one nullable value.
public sealed unsafe class CapsuleSender<THal> : IDisposable
    where THal : struct, IHal
{
    private const int InlineMax = 1024;

    private readonly Dma<THal> _capsule = new(1, BufferDirection.DriverToDevice);
    private readonly Device _target;

    public CapsuleSender(Device target) => _target = target;

    public bool Write(DmaBuffer data)
    {
        Shared<THal>? outside = null;
        Span<byte> capsule = _capsule.AsSpan();
        capsule[..64].Clear();
        int length = 64;
        if (data.Length <= InlineMax)
        {
            data.AsReadOnlySpan().CopyTo(capsule[64..]);
            length += data.Length;
        }
        else
        {
            var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
            *_capsule.Pointer<ulong>(24) = share.Paddr.Value;
            *_capsule.Pointer<uint>(32) = (uint)data.Length;
            outside = share;
        }

        bool sent = _target.Submit(_capsule.Paddr, length);
        if (sent && !_target.Wait(1000))
        {
            _target.Reset();
            sent = false;
        }

        outside?.Unshare();
        return sent;
    }

    public void Dispose() => _capsule.Dispose();
}
