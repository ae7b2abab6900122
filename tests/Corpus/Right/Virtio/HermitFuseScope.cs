using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Hermit (virtio-fs): only the owner that took the share over ends it.
internal sealed class FuseChannel<THal>(Device fs)
    where THal : struct, IHal
{
    private sealed class Reply : IDisposable
    {
        private readonly Shared<THal> _share;
        private bool _ended;

        public Reply([TransfersOwnership] Shared<THal> share) => _share = share;

        public PhysAddr Address => _share.Paddr;

        public void Dispose()
        {
            if (!_ended)
            {
                _ended = true;
                _share.Unshare();
            }
        }
    }

    public int Lookup(DmaBuffer answer)
    {
        var share = new Shared<THal>(answer, DeviceToDriver);
        using var reply = new Reply(share);
        int error = fs.Start(reply.Address, answer.Length);
        if (error < 0)
        {
            reply.Dispose();
            return error;
        }

        int status = fs.Wait(100) ? 0 : -110;
        fs.Reset();
        return status;
    }
}
