using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>The device is given the address of a share that has ended (contract C13).</summary>
public sealed class HAL1010AddressAfterUnshareTests
{
    [Fact]
    public void Diagnostics_Written_to_a_register() => Flow.Check(
        """
        void Send(MmioRegion registers, DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice);
            registers.Write64(0x20, paddr.Value); //! HAL1010
        }
        """);

    [Fact]
    public void Diagnostics_Written_to_a_register_in_halves() => Flow.Check(
        """
        void Send(MmioRegion registers, DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice);
            registers.Write32(0x20, (uint)paddr.Value); //! HAL1010
            registers.Write32(0x24, (uint)(paddr.Value >> 32)); //! HAL1010
        }
        """);

    [Fact]
    public void Diagnostics_Written_to_a_descriptor() => Flow.Check(
        """
        void Send(Ring ring, DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice);
            ring.Descriptors[3].Address = paddr.Value; //! HAL1010
            ring.Descriptors->Address = paddr.Value + 16; //! HAL1010
        }
        """);

    [Fact]
    public void Diagnostics_Written_through_a_pointer() => Flow.Check(
        """
        void Send(ulong* table, DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice);
            table[0] = paddr.Value; //! HAL1010
            *table = paddr.Value; //! HAL1010
        }
        """);

    [Fact]
    public void Diagnostics_Passed_to_a_DeviceAddress_parameter() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Program(paddr, buffer.Length);
            THal.Unshare(paddr, buffer, DriverToDevice);
            device.Program(paddr + 64, buffer.Length - 64); //! HAL1010
        }
        """);

    [Fact]
    public void Diagnostics_The_attribute_is_inherited() => Flow.Check(
        """
        interface IEngine
        {
            void Load([DeviceAddress] PhysAddr address);
        }

        class Engine : IEngine
        {
            public PhysAddr Last;

            public void Load(PhysAddr address) => Last = address;
        }

        void Send(Engine engine, DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice);
            engine.Load(paddr); //! HAL1010
        }
        """);

    [Fact]
    public void Diagnostics_After_a_scope_or_a_shared_value() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            var share = new Shared<THal>(buffer, DriverToDevice);
            share.Unshare();
            device.Program(share.Paddr, 16); //! HAL1010
            var scope = new SharedScope<THal>(buffer, DriverToDevice);
            scope.Dispose();
            device.Program(scope.Paddr, 16); //! HAL1010
        }
        """);

    [Fact]
    public void Diagnostics_On_the_path_on_which_it_ended() => Flow.Check(
        """
        void Send(DmaBuffer buffer, bool last)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Program(paddr, 16);
            if (last)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                device.Program(paddr, 16); //! HAL1010
                return;
            }

            device.Program(paddr, 16);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Given_while_shared() => Flow.Check(
        """
        void Send(MmioRegion registers, Ring ring, DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            registers.Write64(0x20, paddr.Value);
            ring.Descriptors[0].Address = paddr.Value;
            device.Program(paddr, buffer.Length);
            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Bookkeeping_and_logging() => Flow.Check(
        """
        readonly HashSet<ulong> ended = new();
        PhysAddr last;

        void Send(DmaBuffer buffer, PhysAddr expected)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Program(paddr, buffer.Length);
            THal.Unshare(paddr, buffer, DriverToDevice);
            Log.Address(paddr);
            Log.Info($"ended {paddr}");
            ended.Add(paddr.Value);
            last = paddr;
            Expect.Same(expected, paddr);
            device.WriteRegister(7, paddr.Value);
        }
        """);

    [Fact]
    public void Valid_A_parameter_that_says_nothing() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
            device.Submit(paddr);
        }
        """);

    [Fact]
    public void Valid_Shared_again() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Program(paddr, buffer.Length);
            THal.Unshare(paddr, buffer, DriverToDevice);
            paddr = THal.Share(buffer, DriverToDevice);
            device.Program(paddr, buffer.Length);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_The_descriptor_is_cleared() => Flow.Check(
        """
        void Send(Ring ring, DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            ring.Descriptors[0].Address = paddr.Value;
            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
            ring.Descriptors[0].Address = 0;
            ring.Descriptors[0].Flags = 0;
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'paddr' goes to the device after line 4 unshared it (contract C13)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer buffer)
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                THal.Unshare(paddr, buffer, DriverToDevice);
                device.Program(paddr, 16);
            }
            """));
}
