using System.Threading.Tasks;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An owner for `await using`: it waits until the device is done before the share ends.
public sealed class AsyncShareOwner<THal> : IAsyncDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Shared<THal> _shared;
    private bool _submitted;

    private AsyncShareOwner(Device device, Shared<THal> shared)
    {
        _device = device;
        _shared = shared;
    }

    public static AsyncShareOwner<THal> Create(Device device, DmaBuffer buffer, BufferDirection direction) =>
        new(device, new Shared<THal>(buffer, direction));

    public bool Submit() => _submitted = _device.Submit(_shared.Paddr, _shared.Buffer.Length);

    public async ValueTask DisposeAsync()
    {
        if (_submitted)
        {
            await _device.DoneAsync().ConfigureAwait(false);
        }

        _shared.Unshare();
    }
}

public static class AsyncShareOwnerUse
{
    public static async Task<bool> CopyAsync<THal>(Device reader, Device writer, DmaBuffer buffer)
        where THal : struct, IHal
    {
        await using (var input = AsyncShareOwner<THal>.Create(reader, buffer, DeviceToDriver))
        {
            if (!input.Submit())
            {
                return false;
            }
        }

        await using var output = AsyncShareOwner<THal>.Create(writer, buffer, DriverToDevice);
        return output.Submit();
    }
}
