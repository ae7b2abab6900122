using Devices;
using Hal;

namespace Drivers;

// A request as an immutable record that goes from state to state. Only Mapped holds a share, and each transition out of it ends it once.
internal abstract record RequestState
{
    public sealed record Idle : RequestState;

    public sealed record Mapped(PhysAddr Address, DmaBuffer Buffer, BufferDirection Direction) : RequestState;

    public sealed record Finished(int Status) : RequestState;
}

internal sealed class RequestRecord<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private RequestState _state = new RequestState.Idle();

    public RequestRecord(Device device) => _device = device;

    public int? Status => _state is RequestState.Finished { Status: var status } ? status : null;

    public bool Begin(DmaBuffer buffer, bool isWrite)
    {
        if (_state is not RequestState.Idle)
        {
            return false;
        }

        BufferDirection direction = isWrite ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
        PhysAddr address = THal.Share(buffer, direction);
        _state = new RequestState.Mapped(address, buffer, direction);
        if (!_device.Submit(address, buffer.Length))
        {
            Finish(-5);
        }

        return true;
    }

    public void OnInterrupt() => Finish(_device.Status);

    public void Cancel()
    {
        if (_state is RequestState.Mapped)
        {
            _device.Reset();
            Finish(-125);
        }
    }

    private void Finish(int status)
    {
        if (_state is RequestState.Mapped(var address, var buffer, var direction))
        {
            THal.Unshare(address, buffer, direction);
            _state = new RequestState.Finished(status);
        }
    }
}
