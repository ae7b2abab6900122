using Devices;
using Hal;

namespace Drivers;

// Follows a fix in SPDK: "ioat: fix potential double free problem in ioat_channel_start()": the label alone frees.
public sealed unsafe class IoatChannel<THal>(Device channel)
    where THal : struct, IHal
{
    private PhysAddr _address;
    private byte* _completion;

    public ulong LastCompleted => _completion == null ? 0 : *(ulong*)_completion;

    public int Start()
    {
        if (_completion != null)
        {
            return -16;
        }

        var (address, completion) = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (address == default)
        {
            return -12;
        }

        int status = -5;
        if (!channel.Submit(address))
        {
            goto fail;
        }

        if (channel.Wait(10))
        {
            _address = address;
            _completion = completion;
            return 0;
        }

        status = -110;
        channel.Reset();

    fail:
        _ = THal.DmaDealloc(address, completion, 1);
        return status;
    }

    public int Stop()
    {
        channel.Reset();
        int status = _completion == null ? 0 : THal.DmaDealloc(_address, _completion, 1);
        _completion = null;
        return status;
    }
}
