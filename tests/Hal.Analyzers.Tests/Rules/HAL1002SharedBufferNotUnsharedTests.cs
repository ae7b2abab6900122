using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Some path leaves the method with a share that nothing ends any more (contract C9).</summary>
public sealed class HAL1002SharedBufferNotUnsharedTests
{
    [Fact]
    public void Diagnostics_Never_unshared() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            device.Submit(paddr);
        }
        """);

    [Fact]
    public void Diagnostics_Early_return() => Flow.Check(
        """
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            int error = device.Start(paddr, buffer.Length);
            if (error < 0)
            {
                return error;
            }

            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
            return 0;
        }
        """);

    [Fact]
    public void Diagnostics_Throw() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            if (!device.Submit(paddr))
            {
                throw new InvalidOperationException();
            }

            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Exception_that_is_caught() => Flow.Check(
        """
        bool Send(DmaBuffer buffer)
        {
            try
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
                device.Submit(paddr);
                device.Wait(100);
                THal.Unshare(paddr, buffer, DriverToDevice);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
        """);

    [Fact]
    public void Diagnostics_Second_acquisition_fails() => Flow.Check(
        """
        bool Send(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = THal.Share(request, DriverToDevice); //! HAL1002
            if (reply.Length < 16)
            {
                return false;
            }

            PhysAddr second = THal.Share(reply, DeviceToDriver);
            device.Submit(first);
            device.Submit(second);
            device.Wait(100);
            THal.Unshare(second, reply, DeviceToDriver);
            THal.Unshare(first, request, DriverToDevice);
            return true;
        }
        """);

    [Fact]
    public void Diagnostics_Only_one_of_two_is_unshared() => Flow.Check(
        """
        void Send(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = THal.Share(request, DriverToDevice); //! HAL1002
            PhysAddr second = THal.Share(reply, DeviceToDriver);
            device.Submit(first);
            device.Submit(second);
            device.Wait(100);
            THal.Unshare(second, reply, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_Continue_in_a_loop() => Flow.Check(
        """
        void SendAll(DmaBuffer[] buffers)
        {
            foreach (DmaBuffer buffer in buffers)
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
                if (!device.Submit(paddr))
                {
                    continue;
                }

                device.Wait(100);
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Break_out_of_a_loop() => Flow.Check(
        """
        void SendAll(DmaBuffer[] buffers)
        {
            foreach (DmaBuffer buffer in buffers)
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
                if (!device.Submit(paddr))
                {
                    break;
                }

                device.Wait(100);
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_live_address_is_overwritten() => Flow.Check(
        """
        void Send(DmaBuffer header, DmaBuffer data)
        {
            PhysAddr paddr = THal.Share(header, DriverToDevice); //! HAL1002
            device.Submit(paddr);
            paddr = THal.Share(data, DriverToDevice);
            device.Submit(paddr);
            device.Wait(100);
            THal.Unshare(paddr, data, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_A_retry_shares_again() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            for (int attempt = 0; attempt < 3 && !device.Submit(paddr); attempt++)
            {
                paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            }

            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_A_case_of_a_switch() => Flow.Check(
        """
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            switch (device.Start(paddr, buffer.Length))
            {
                case 0:
                    device.Wait(100);
                    THal.Unshare(paddr, buffer, DriverToDevice);
                    return 0;
                case -11:
                    return -11;
                default:
                    THal.Unshare(paddr, buffer, DriverToDevice);
                    return -5;
            }
        }
        """);

    [Fact]
    public void Diagnostics_Goto_past_the_unshare() => Flow.Check(
        """
        int Send(DmaBuffer buffer)
        {
            int error = 0;
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            if (!device.Submit(paddr))
            {
                error = -5;
                goto done;
            }

            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
        done:
            device.Reset();
            return error;
        }
        """);

    [Fact]
    public void Diagnostics_Another_condition_at_unshare() => Flow.Check(
        """
        void Send(DmaBuffer buffer, bool dma, bool sync)
        {
            PhysAddr paddr = default;
            if (dma)
            {
                paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
                device.Submit(paddr);
            }

            device.Wait(100);
            if (dma && sync)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Diagnostics_The_flag_is_cleared_in_between() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            bool shared = true;
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            if (!device.Submit(paddr))
            {
                shared = false;
            }

            if (shared)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Shared_as_a_value() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            var share = new Shared<THal>(buffer, DriverToDevice); //! HAL1002
            if (device.Submit(share.Paddr))
            {
                share.Unshare();
            }
        }
        """);

    [Fact]
    public void Diagnostics_Detached_and_dropped() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            using var scope = new SharedScope<THal>(buffer, DriverToDevice); //! HAL1002
            device.Submit(scope.Paddr);
            Shared<THal> share = scope.Detach();
            device.Submit(share.Paddr);
        }
        """);

    [Fact]
    public void Diagnostics_Lent_with_its_buffer_and_unshared_on_another_path() => Flow.Check(
        """
        bool Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            queue.Add(paddr, buffer);
            if (!device.Wait(100))
            {
                return false;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
            return true;
        }
        """);

    [Fact]
    public void Diagnostics_Async() => Flow.CheckFile(
        """
        using System.Threading;
        using System.Threading.Tasks;
        using Devices;
        using Hal;

        class Sender<THal>(Device device) where THal : struct, IHal
        {
            public async Task<bool> SendAsync(DmaBuffer buffer)
            {
                PhysAddr paddr = THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002
                device.Submit(paddr);
                if (!await device.DoneAsync(CancellationToken.None))
                {
                    return false;
                }

                THal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
                return true;
            }
        }
        """);

    [Fact]
    public void Diagnostics_In_a_lambda_and_a_local_function() => Flow.Check(
        """
        Action<DmaBuffer> Sender() => buffer =>
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            device.Submit(paddr);
        };

        void Run(DmaBuffer outer)
        {
            Send(outer);

            void Send(DmaBuffer buffer)
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
                device.Submit(paddr);
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_parameter_that_is_promised_to_be_unshared() => Flow.Check(
        """
        void Finish([Unshares] PhysAddr paddr, DmaBuffer buffer, bool keep) //! HAL1002
        {
            if (keep)
            {
                return;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_A_parameter_that_was_taken_over() => Flow.Check(
        """
        void Take([TransfersOwnership] Shared<THal> share, bool keep) //! HAL1002
        {
            if (!keep)
            {
                share.Unshare();
            }
        }
        """);

    [Fact]
    public void Diagnostics_An_out_share_where_the_method_returned_true() => Flow.Check(
        """
        bool TryMap(DmaBuffer buffer, [MustUnshare] out PhysAddr paddr)
        {
            paddr = buffer.IsEmpty ? default : THal.Share(buffer, DriverToDevice);
            return !buffer.IsEmpty;
        }

        bool Send(DmaBuffer buffer)
        {
            if (!TryMap(buffer, out PhysAddr paddr)) //! HAL1002
            {
                return false;
            }

            return device.Submit(paddr);
        }
        bool Send2(DmaBuffer buffer)
        {
            if (!TryMap(buffer, out PhysAddr paddr))
            {
                return false;
            }

            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
            return true;
        }
        """);

    [Fact]
    public void Diagnostics_A_constructor_that_throws_after_it_shared() => Flow.Check(
        """
        sealed class One : IDisposable
        {
            readonly Shared<THal> share;

            public One(DmaBuffer buffer, bool ready)
            {
                share = new Shared<THal>(buffer, Both); //! HAL1002
                if (!ready)
                {
                    throw new InvalidOperationException();
                }
            }

            public void Dispose() => share.Unshare();
        }
        """);

    [Fact]
    public void Valid_Abandoned() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!device.Submit(paddr))
            {
                DmaOwnership.Abandon<THal>(paddr);
                return;
            }

            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_A_scope_is_abandoned() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            using var scope = new SharedScope<THal>(buffer, DriverToDevice);
            if (!device.Submit(scope.Paddr))
            {
                scope.Abandon();
            }
        }
        """);

    [Fact]
    public void Valid_Detached_and_stored() => Flow.Check(
        """
        internal Shared<THal> inFlight;

        void Send(DmaBuffer buffer)
        {
            using var scope = new SharedScope<THal>(buffer, DriverToDevice);
            device.Submit(scope.Paddr);
            inFlight = scope.Detach();
            Log.Address(scope.Paddr);
        }
        """);

    [Fact]
    public void Valid_An_implicit_exception_is_not_this_rules_business() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Constant_condition() => Flow.Check(
        """
        const bool Synchronous = true;

        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            if (Synchronous)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Message_The_path() => Assert.Equal(
        "The buffer 'request', shared DriverToDevice, is not unshared when '!ready' (contract C9)",
        Flow.MessageOf(
            """
            bool Send(DmaBuffer request, bool ready)
            {
                PhysAddr paddr = THal.Share(request, DriverToDevice);
                if (!ready)
                {
                    return false;
                }

                THal.Unshare(paddr, request, DriverToDevice);
                return true;
            }
            """));

    [Fact]
    public void Diagnostics_Message_The_throw() => Assert.Equal(
        "The buffer 'request.Slice(0, length)', shared Both, is not unshared when 'length > 4096' where line 6 throws (contract C9)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer request, int length)
            {
                PhysAddr paddr = THal.Share(request.Slice(0, length), Both);
                if (length > 4096)
                {
                    throw new ArgumentException(nameof(length));
                }

                THal.Unshare(paddr, request.Slice(0, length), Both);
            }
            """));

    [Fact]
    public void Diagnostics_Message_The_overwritten_holder() => Assert.Equal(
        "The buffer 'header', shared DriverToDevice, is not unshared before its last holder is overwritten or goes out of scope in line 5 (contract C9)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer header, DmaBuffer data)
            {
                PhysAddr paddr = THal.Share(header, DriverToDevice);
                device.Submit(paddr);
                paddr = THal.Share(data, DriverToDevice);
                THal.Unshare(paddr, data, DriverToDevice);
            }
            """));

    [Fact]
    public void Diagnostics_A_callback_that_forgets_the_failure() => Flow.Check(
        """
        void Read(BlockQueue disk, DmaBuffer data, Action finished)
        {
            PhysAddr paddr = THal.Share(data, DeviceToDriver); //! HAL1002
            disk.Start(0, paddr, data.Length, status =>
            {
                if (status != 0)
                {
                    finished();
                    return;
                }

                THal.Unshare(paddr, data, DeviceToDriver);
                finished();
            });
        }

        void ReadByName(BlockQueue disk, DmaBuffer data)
        {
            PhysAddr paddr = THal.Share(data, DeviceToDriver); //! HAL1002
            disk.Start(0, paddr, data.Length, Done);

            void Done(int status)
            {
                if (status < 0)
                {
                    return;
                }

                THal.Unshare(paddr, data, DeviceToDriver);
            }
        }
        """);

    [Fact]
    public void Silent_A_callback_that_is_called_again() => Flow.Check(
        """
        void Retry(BlockQueue disk, DmaBuffer data)
        {
            PhysAddr paddr = THal.Share(data, DeviceToDriver);
            disk.Start(0, paddr, data.Length, Done);

            void Done(int status)
            {
                if (status != 0)
                {
                    disk.Start(0, paddr, data.Length, Done);
                    return;
                }

                THal.Unshare(paddr, data, DeviceToDriver);
            }
        }

        void Parts(BlockQueue disk, DmaBuffer data)
        {
            PhysAddr paddr = THal.Share(data, DeviceToDriver);
            int pending = 2;
            disk.Start(0, paddr, data.Length, Done);

            void Done(int status)
            {
                if (Interlocked.Decrement(ref pending) > 0)
                {
                    return;
                }

                THal.Unshare(paddr, data, DeviceToDriver);
            }
        }

        void Progress(BlockQueue disk, DmaBuffer data)
        {
            PhysAddr paddr = THal.Share(data, DeviceToDriver);
            disk.Start(0, paddr, data.Length, remaining =>
            {
                if (remaining != 0)
                {
                    return;
                }

                THal.Unshare(paddr, data, DeviceToDriver);
            });
        }
        """);

    [Fact]
    public void Diagnostics_The_second_of_two_that_one_device_refuses() => Flow.Check(
        """
        bool Send(DmaBuffer header, DmaBuffer payload)
        {
            PhysAddr first = THal.Share(header, DriverToDevice);
            if (!queue.TryAdd(first, header))
            {
                THal.Unshare(first, header, DriverToDevice);
                return false;
            }

            PhysAddr second = THal.Share(payload, DriverToDevice); //! HAL1002
            if (queue.AddOrError(second, payload) < 0)
            {
                return false;
            }

            return true;
        }

        bool SendOne(DmaBuffer frame)
        {
            if (queue.TryAdd(THal.Share(frame, DriverToDevice), frame)) //! HAL1002
            {
                return true;
            }

            return false;
        }
        """);

    [Fact]
    public void Silent_A_local_function_that_hands_over_the_one_beside_it() => Flow.Check(
        """
        void Send(BlockQueue disk, DmaBuffer data)
        {
            PhysAddr paddr = default;
            Begin();

            void Begin()
            {
                paddr = THal.Share(data, DriverToDevice);
                disk.Start(0, paddr, data.Length, Done);
            }

            void Done(int status) => THal.Unshare(paddr, data, DriverToDevice);
        }
        """);

    [Fact]
    public void Silent_A_struct_of_scopes_that_is_opened_by_a_method() => Flow.Check(
        """
        private ref struct Job
        {
            private SharedScope<THal> _scope;

            public void Open(DmaBuffer data) => _scope = new SharedScope<THal>(data, DriverToDevice);

            public void Dispose() => _scope.Dispose();
        }

        void Run(DmaBuffer data)
        {
            Job job = default;
            try
            {
                job.Open(data);
                device.Kick();
            }
            finally
            {
                job.Dispose();
            }
        }
        """);
}
