using Hal;
using Devices;
public readonly record struct MappedRequest(DmaBuffer Buffer, PhysAddr Paddr, int Phase);
public sealed record MappedJob(DmaBuffer Buffer, PhysAddr Paddr, int Phase);

public static class WithExpressions<THal>
    where THal : struct, IHal
{
    public static MappedRequest Map(MappedRequest request) => request with
    {
        Paddr = THal.Share(request.Buffer, BufferDirection.Both),
        Phase = 1,
    };
    public static MappedJob MapJob(MappedJob request) => request with
    {
        Paddr = THal.Share(request.Buffer, BufferDirection.Both),
        Phase = 1,
    };
    public static void Fine(MappedJob request, Device device)
    {
        MappedJob r = request with { Paddr = THal.Share(request.Buffer, BufferDirection.Both) };
        device.Submit(r.Paddr);
        device.Wait(5);
        THal.Unshare(r.Paddr, r.Buffer, BufferDirection.Both);
    }
    public static void FineStruct(MappedRequest request, Device device)
    {
        MappedRequest r = request with { Paddr = THal.Share(request.Buffer, BufferDirection.Both) };
        device.Submit(r.Paddr);
        device.Wait(5);
        THal.Unshare(r.Paddr, r.Buffer, BufferDirection.Both);
    }
    public static void Self(MappedRequest request, Device device)
    {
        request = request with { Paddr = THal.Share(request.Buffer, BufferDirection.Both) };
        device.Submit(request.Paddr);
        device.Wait(5);
        THal.Unshare(request.Paddr, request.Buffer, BufferDirection.Both);
        request = request with { Paddr = default };
    }
}
