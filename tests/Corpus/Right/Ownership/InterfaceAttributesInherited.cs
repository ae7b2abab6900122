using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>Attributes on interface members hold for every implementation, and for tasks of addresses.</summary>
public interface IMapper
{
    [return: MustUnshare]
    PhysAddr Map(DmaBuffer data);

    [return: MustUnshare]
    Task<PhysAddr> MapAsync(DmaBuffer data);

    void Unmap([Unshares] PhysAddr at, DmaBuffer data);
}

/// <summary>An implementation over a HAL.</summary>
public sealed class HalMapper<THal> : IMapper
    where THal : struct, IHal
{
    public PhysAddr Map(DmaBuffer data) => THal.Share(data, BufferDirection.Both);

    public async Task<PhysAddr> MapAsync(DmaBuffer data)
    {
        await Task.Yield();
        return THal.Share(data, BufferDirection.Both);
    }

    public void Unmap(PhysAddr at, DmaBuffer data) => THal.Unshare(at, data, BufferDirection.Both);
}

/// <summary>A driver that sees only the interface.</summary>
public sealed class MapperUser
{
    private readonly IMapper _mapper;
    private readonly Device _device = new();

    public MapperUser(IMapper mapper) => _mapper = mapper;

    public async Task<bool> RunAsync(DmaBuffer data)
    {
        PhysAddr at = await _mapper.MapAsync(data);
        try
        {
            _device.Program(at, data.Length);
            return await _device.DoneAsync(default);
        }
        finally
        {
            _mapper.Unmap(at, data);
        }
    }
}
