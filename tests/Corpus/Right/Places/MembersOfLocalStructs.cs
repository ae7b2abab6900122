using Devices;
using Hal;

/// <summary>Shares in members of local structs, tuples and anonymous types, released member by member.</summary>
public sealed class LocalStructs<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private struct Part
    {
        public PhysAddr At;
        public DmaBuffer Buffer;
    }

    private struct Request
    {
        public Part Header;
        public Part Data;
    }

    public int Run(DmaBuffer header, DmaBuffer data)
    {
        Request request = default;
        request.Header.Buffer = header;
        request.Header.At = THal.Share(request.Header.Buffer, BufferDirection.DriverToDevice);
        request.Data = new Part { Buffer = data, At = THal.Share(data, BufferDirection.DeviceToDriver) };
        int status = _device.Start(request.Header.At, header.Length) + _device.Start(request.Data.At, data.Length);
        THal.Unshare(request.Data.At, request.Data.Buffer, BufferDirection.DeviceToDriver);
        THal.Unshare(request.Header.At, request.Header.Buffer, BufferDirection.DriverToDevice);
        return status;
    }

    public int RunTuple(DmaBuffer header, DmaBuffer data)
    {
        (PhysAddr First, PhysAddr Second) at;
        at.First = THal.Share(header, BufferDirection.DriverToDevice);
        at.Second = THal.Share(data, BufferDirection.DeviceToDriver);
        int status = _device.Start(at.First, header.Length) + _device.Start(at.Item2, data.Length);
        THal.Unshare(at.Item1, header, BufferDirection.DriverToDevice);
        THal.Unshare(at.Second, data, BufferDirection.DeviceToDriver);
        return status;
    }

    public int RunAnonymous(DmaBuffer data)
    {
        var job = new { At = THal.Share(data, BufferDirection.Both), Buffer = data, Name = "job" };
        int status = _device.Start(job.At, job.Name.Length);
        THal.Unshare(job.At, job.Buffer, BufferDirection.Both);
        return status;
    }
}
