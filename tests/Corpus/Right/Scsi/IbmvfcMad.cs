using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux scsi (ibmvfc): the helper unmaps request and response.
public sealed unsafe class IbmvfcMad<THal>(Mailbox hypervisor) : IDisposable
    where THal : struct, IHal
{
    private const uint PassthruMad = 0x700;

    private readonly PinnedBuffer _request = new(128);
    private readonly PinnedBuffer _response = new(128);
    private Shared<THal> _requestShare;
    private Shared<THal> _responseShare;

    public ReadOnlySpan<byte> Response => _response.Buffer.AsReadOnlySpan();

    public int Exchange(ReadOnlySpan<byte> request)
    {
        request.CopyTo(_request.Buffer.AsSpan());
        _requestShare = new Shared<THal>(_request.Buffer, DriverToDevice);
        _responseShare = new Shared<THal>(_response.Buffer, DeviceToDriver);
        int error = hypervisor.Execute(PassthruMad, _requestShare.Paddr, _responseShare.Paddr);
        if (error != 0)
        {
            Log.Info("ibmvfc: datagram failed");
            Finish();
            return error;
        }

        Finish();
        return 0;
    }

    public void Dispose()
    {
        _request.Dispose();
        _response.Dispose();
    }

    private void Finish()
    {
        _requestShare.Unshare();
        _responseShare.Unshare();
        _requestShare = default;
        _responseShare = default;
    }
}
